import { describe, expect, it } from 'vitest'
import { InterruptionListener } from '../../../src/client/cli/interruption.ts'

function listener() {
  const ended: number[] = []
  const clock = { ms: 1000 }
  return {
    ended,
    clock,
    listener: new InterruptionListener(
      (code) => ended.push(code),
      () => clock.ms,
    ),
  }
}

describe('Ctrl-C', () => {
  it('asks the command to end', () => {
    const { ended, listener: heard } = listener()
    expect([heard.signal.aborted, heard.interruption]).toEqual([false, null])
    heard.receive('SIGINT')
    expect([heard.signal.aborted, heard.interruption?.exitCode, ended]).toEqual([true, 130, []])
    expect(() => heard.signal.throwIfAborted()).toThrow('Ended by SIGINT.')
  })

  it('a second time ends it at once', () => {
    const { ended, clock, listener: heard } = listener()
    heard.receive('SIGINT')
    clock.ms += 400
    heard.receive('SIGINT')
    expect(ended).toEqual([130])
  })

  it('that a terminal and npm both pass on is one', () => {
    const { ended, clock, listener: heard } = listener()
    heard.receive('SIGINT')
    clock.ms += 20
    heard.receive('SIGINT')
    expect(ended).toEqual([])
  })

  it('and what else ends a program have codes of their own', () => {
    const codes = (['SIGTERM', 'SIGHUP'] as const).map((name) => {
      const { listener: heard } = listener()
      heard.receive(name)
      return heard.interruption?.exitCode
    })
    expect(codes).toEqual([143, 129])
  })
})
