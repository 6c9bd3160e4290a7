/** Colours of sRGB as `#rrggbb`: how well two of them are told apart, and the same hue lighter or darker. */

type Triple = readonly [number, number, number]

/** WCAG's contrast, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** `share` of `top`, 0 to 1, laid over `ground`. */
export function mix(top: string, ground: string, share: number): string {
  const below = channels(ground)
  return hex(channels(top).map((value, at) => value * share + below[at]! * (1 - share)))
}

/** How light a colour looks, from 0 to 1: the L of Oklab. */
export function lightness(colour: string): number {
  return toOklab(colour)[0]
}

/** The colour at another lightness, its hue kept, and as much of its chroma as the screen can show. */
export function withLightness(colour: string, wanted: number): string {
  const [, a, b] = toOklab(colour)
  for (let share = 20; share > 0; share--) {
    const linear = fromOklab([wanted, (a * share) / 20, (b * share) / 20])
    if (linear.every((value) => value >= -0.0005 && value <= 1.0005)) return hex(linear.map(encode))
  }
  return hex(fromOklab([wanted, 0, 0]).map(encode))
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [r, g, b] = linearChannels(colour)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** 0 to 1. */
function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
}

function linearChannels(colour: string): Triple {
  const [r = 0, g = 0, b = 0] = channels(colour).map(decode)
  return [r, g, b]
}

function decode(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function encode(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055
}

function hex(values: readonly number[]): string {
  const byte = (value: number): number => Math.round(Math.min(1, Math.max(0, value || 0)) * 255)
  return `#${values.map((value) => byte(value).toString(16).padStart(2, '0')).join('')}`
}

// https://bottosson.github.io/posts/oklab/
function toOklab(colour: string): Triple {
  const [r, g, b] = linearChannels(colour)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function fromOklab([lightness, a, b]: Triple): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}
