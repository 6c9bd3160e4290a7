/**
 * Names under `/<id>/media/` of the pictures that the store makes itself. The card's own pictures keep their names there, so these are
 * refused to them.
 */
import type { PlaneName } from '../inspect/volume/planes.ts'

/** For previews of links. */
export const PREVIEW_NAME = 'card.jpg'

const OWN = /^((thumbnail-(320|640)|data-(view|sample)-[a-z0-9-]+)\.webp|card\.jpg)$/

/** Whether a path inside an entry's folder would stand in the way; a file system may ignore case, and a folder is in the way too. */
export function isOwnPicture(from: string): boolean {
  return OWN.test(from.split('/')[0]!.toLowerCase())
}

export function thumbnailName(width: number): string {
  return `thumbnail-${width}.webp`
}

/** `number` counts an entry's views from 1. */
export function sliceName(number: number, plane: PlaneName, isLabelled: boolean): string {
  return `data-view-${number}-${plane}${isLabelled ? '-labels' : ''}.webp`
}

/** `number` counts an entry's samples from 1. */
export function sampleName(number: number): string {
  return `data-sample-${number}.webp`
}
