/** A thread that codes blocks: takes the memory that each comes in, and sends it back with the coded block. */
import { parentPort } from 'node:worker_threads'
import { toSlot } from './coder.ts'
import { deflateBlock } from './deflate.ts'
import { openHuffman } from './huffman/huffman.ts'

const huffman = openHuffman()

parentPort!.on('message', ({ slot, size }: { slot: ArrayBuffer; size: number }) => {
  const coded = toSlot(deflateBlock(new Uint8Array(slot, 0, size), huffman), slot)
  parentPort!.postMessage({ slot, size: coded.length }, [slot])
})
