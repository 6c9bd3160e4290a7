/**
 * nnU-Net's debug.json says on which machine a model was trained.
 * Source: https://github.com/MIC-DKFZ/nnUNet, nnunetv2/training/nnUNetTrainer/nnUNetTrainer.py, `_save_debug_information`
 */
import { quote } from '../zoo/problem.ts'
import type { Finding, TextRule } from './check-text.ts'
import type { TextPiece } from './text-pieces.ts'

const HOSTNAME = /"hostname"\s{0,20}:\s{0,20}"([^"\n]{0,253})"/g
/** Nothing, or what a container is called, names no machine. */
const NO_NAME =
  /^(?:|none|null|unknown|localhost(?:\.localdomain)?|n\/?a|-+|x+|\.+|[0-9a-f]{12}|.*\b(?:not recorded|removed|redacted|hidden|anonym\w*)\b.*)$/i

export const hostnames: TextRule = {
  kind: 'hostname',
  concerns: ({ path }) => /(?:^|\/)debug\.json$/.test(path),
  find: findHostnames,
}

/** Every name of a machine in a piece of debug.json. */
export function* findHostnames({ text, decode }: TextPiece): Generator<Finding> {
  for (const { index, 1: name = '' } of text.matchAll(HOSTNAME)) {
    if (NO_NAME.test(name.trim())) continue
    const message = `"hostname" is ${quote(decode(name))}, the machine that trained the model. Write "not recorded" in its place; nnU-Net never reads it.`
    yield { index, message }
  }
}
