import { expect, it } from 'vitest'
import { localPath } from '../../src/zoo/local-path.ts'

it.each([
  ['figures/a.png', 'figures/a.png'],
  ['./figures/my%20map.png?raw=true', 'figures/my map.png'],
  ['././a.png#top', 'a.png'],
  ['100%.png', '100%.png'],
  ['../a.png', '../a.png'],
  ['https://a.example/a.png', null],
  ['HTTPS://a.example/a.png', null],
  ['data:image/png;base64,x', null],
  ['javascript:alert(1)', null],
  ['//a.example/a.png', null],
  ['/a.png', null],
  ['#top', null],
])('the address %j in a card means the path %j', (address, path) => {
  expect(localPath(address)).toBe(path)
})
