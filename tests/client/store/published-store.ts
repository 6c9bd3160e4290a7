/** The documents of stores, as a web server would hand them out: the fixture store's own, and those of a plain DIGITS store. */
import { listDocuments } from '../../../src/documents.ts'
import { formatSums } from '../../../src/formats/sums.ts'
import { sha256 } from '../../../src/lib/hash.ts'
import { prehash, publicKeyLine } from '../../../src/lib/minisign.ts'
import { signDigest, type SecretKey } from '../../../src/lib/minisign-secret.ts'
import { fixtureStore } from '../../fixtures/store.ts'
import type { Files } from './test-server.ts'

/** Every document of the fixture store. */
export function publishedFiles(store = fixtureStore()): Record<string, string> {
  const files: Record<string, string> = {}
  for (const { paths, write } of listDocuments(store)) {
    const text = write()
    for (const path of paths) files[path] = text
  }
  return files
}

export interface Signing {
  key: SecretKey
  serial?: number
  expires?: string
}

/** The same files with a list and its signature. */
export function signedFiles(
  files: Record<string, string>,
  { key, serial = 1, expires = '2027-11-21' }: Signing,
): Record<string, string> {
  const all = { ...files, 'zoopress.pub': `${publicKeyLine(key.publicKey)}\n` }
  const sums = formatSums(Object.entries(all).map(([path, text]) => ({ path, sha256: sha256(text) })))
  const comment = `file:SHA256SUMS serial:${serial} expires:${expires} sha256:${sha256(sums)}`
  return {
    ...all,
    SHA256SUMS: sums,
    'SHA256SUMS.minisig': signDigest(prehash(Buffer.from(sums)), key, comment),
  }
}

/** What the seed's own instructions make: unzipped snapshots, and a list of them. */
export function digitsFiles(): Files {
  return {
    'master.json': JSON.stringify({
      msg: "Luke's Model Store",
      children: ['lenet', 'teams/alex net/', 'flow'],
    }),
    'lenet/info.json': JSON.stringify({
      name: 'LeNet',
      note: 'Reads digits.\nTrained on MNIST.',
      framework: 'caffe',
      'snapshot file': 'snapshot_iter_28140.caffemodel',
      'model file': 'deploy.prototxt',
      'labels file': 'labels.txt',
      'mean file': 'mean.binaryproto',
    }),
    'lenet/aux.json': JSON.stringify({ license: 'BSD-3-Clause' }),
    'teams/alex net/info.json': JSON.stringify({
      name: 'AlexNet',
      framework: 'torch',
      'snapshot file': 'snapshot_30_Model.t7',
      'network file': 'model.lua',
      'python layer file': 'layers.py',
    }),
    'flow/info.json': JSON.stringify({
      name: 'Flow',
      framework: 'tensorflow',
      'snapshot file': 'snapshot_3.ckpt',
      'network file': 'network.py',
    }),
  }
}
