/** What a card may use: the allow list of the sanitiser. Everything that is not here is dropped and its text kept. */

/** The sanitiser goes through the list for each tag, so what cards have most of comes first. */
export const CARD_TAGS = [
  ...[
    'p',
    'code',
    'li',
    'a',
    'strong',
    'td',
    'tr',
    'th',
    'em',
    'h3',
    'h4',
    'ul',
    'pre',
    'table',
    'thead',
    'tbody',
  ],
  ...[
    'h2',
    'h5',
    'h6',
    'div',
    'span',
    'br',
    'hr',
    'blockquote',
    'ol',
    'dl',
    'dt',
    'dd',
    'details',
    'summary',
  ],
  ...[
    'figure',
    'figcaption',
    'img',
    'i',
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
  ],
  ...['var', 'abbr', 'caption', 'tfoot', 'input', 'q', 'cite', 'dfn', 'wbr'],
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
