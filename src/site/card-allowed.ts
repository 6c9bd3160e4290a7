/** What a card may use: the allow list of the sanitiser. Everything that is not here is dropped and its text kept. */

export const CARD_TAGS = [
  ...['h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'span', 'br', 'hr', 'blockquote', 'pre', 'code'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'details', 'summary', 'figure', 'figcaption'],
  ...[
    'a',
    'img',
    'em',
    'i',
    'strong',
    'b',
    's',
    'del',
    'ins',
    'mark',
    'small',
    'sub',
    'sup',
    'kbd',
    'samp',
    'var',
    'abbr',
  ],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'input', 'q', 'cite', 'dfn', 'wbr'],
]

export const CARD_ATTRIBUTES: Record<string, string[]> = {
  '*': ['id', 'dir', 'lang', 'title', 'role', 'aria-colspan'],
  a: ['href', 'rel'],
  img: ['src', 'alt', 'width', 'height', 'loading', 'decoding'],
  input: ['type', 'checked', 'disabled', 'aria-label'],
  ol: ['start', 'reversed'],
  th: ['colspan', 'rowspan', 'scope'],
  td: ['colspan', 'rowspan'],
  details: ['open'],
  pre: ['tabindex'],
}

/** Ours (set by the transforms, which drop the card's own) and the language of a code block. */
export const CARD_CLASSES: Record<string, (string | RegExp)[]> = {
  '*': ['align-left', 'align-center', 'align-right', 'foreign', 'as-table', 'as-row', 'as-cell', 'as-head'],
  code: [/^language-[\w+#.-]{1,40}$/],
}

/** Their text is code, a fallback, or means nothing without them. */
export const UNREADABLE_TAGS = [
  ...[
    'script',
    'style',
    'textarea',
    'option',
    'xmp',
    'noscript',
    'template',
    'title',
    'head',
    'iframe',
    'noembed',
    'noframes',
  ],
  ...[
    'object',
    'embed',
    'applet',
    'video',
    'audio',
    'canvas',
    'svg',
    'math',
    'select',
    'button',
    'map',
    'plaintext',
  ],
]
