import { describe, expect, it } from 'vitest'
import { run } from '../../scripts/doctor.ts'

describe('npm run doctor', () => {
  it.each([
    [[], 'Say the one address to ask'],
    [['https://a.example/', 'https://b.example/'], 'Say the one address to ask'],
    [['ftp://a.example/'], 'is no address of a store'],
    [['https://me:secret@a.example/'], 'is no address of a store'],
    [['https://a.example/?zoo'], 'is no address of a store'],
    [['https://a.example/', '--fast'], "Unknown option '--fast'"],
    [
      ['http://127.0.0.1:1/zoo'],
      'http://127.0.0.1:1/zoo/ cannot be asked: the connection failed (ECONNREFUSED).',
    ],
  ])('refuses %j in a sentence', async (args, sentence) => {
    await expect(run(args)).rejects.toThrow(sentence)
  })
})
