/**
 * What a page may weigh when it is opened, in bytes before compression. Scripts that are large (a viewer, an index for the search) come
 * when they are asked for, and count for nothing here.
 */
export type Kind = 'document' | 'stylesheet' | 'script' | 'font' | 'image' | 'other'

type Budget = Record<Kind, number>

const KB = 1000

/** On a wide screen, with the pictures that are seen at once. */
export const PAGE_WEIGHTS: Record<'home' | 'model', Budget> = {
  home: {
    document: 60 * KB,
    stylesheet: 40 * KB,
    script: 25 * KB,
    font: 140 * KB,
    image: 150 * KB,
    other: 0,
  },
  model: {
    document: 80 * KB,
    stylesheet: 50 * KB,
    script: 25 * KB,
    font: 140 * KB,
    image: 150 * KB,
    other: 0,
  },
}
