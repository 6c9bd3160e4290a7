/** What we use of opentype.js 2.0, which brings no types. */
declare module 'opentype.js' {
  /** One step of an outline: M, L and Z of SVG, and the curves C and Q with their control points. */
  export interface Step {
    type: 'M' | 'L' | 'C' | 'Q' | 'Z'
    x?: number
    y?: number
    x1?: number
    y1?: number
    x2?: number
    y2?: number
  }
  export interface Font {
    unitsPerEm: number
    /** Index 0: the font has no such glyph. */
    charToGlyph: (character: string) => { index: number; advanceWidth: number }
    /** With the font's own kerning and ligatures. */
    getPath: (text: string, x: number, y: number, size: number) => { commands: Step[] }
    getAdvanceWidth: (text: string, size: number) => number
  }
  /** Its names cannot be imported one by one. */
  const opentype: { parse: (bytes: ArrayBuffer) => Font }
  export default opentype
}
