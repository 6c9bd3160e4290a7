/** The typed storages of torch: what their numbers are called, and how many bytes each takes. */
const STORAGES: ReadonlyMap<string, { dtype: string; bytes: number }> = new Map(
  Object.entries({
    Double: ['float64', 8],
    Float: ['float32', 4],
    Half: ['float16', 2],
    BFloat16: ['bfloat16', 2],
    Long: ['int64', 8],
    Int: ['int32', 4],
    Short: ['int16', 2],
    Char: ['int8', 1],
    Byte: ['uint8', 1],
    Bool: ['bool', 1],
    ComplexDouble: ['complex128', 16],
    ComplexFloat: ['complex64', 8],
    QUInt8: ['quint8', 1],
    QInt8: ['qint8', 1],
    QInt32: ['qint32', 4],
    QUInt4x2: ['quint4x2', 1],
    QUInt2x4: ['quint2x4', 1],
  } satisfies Record<string, [string, number]>).map(([kind, [dtype, bytes]]) => [
    `torch.${kind}Storage`,
    { dtype, bytes },
  ]),
)

/** Names of all typed ones. */
export const STORAGE_CLASSES: readonly string[] = [...STORAGES.keys()]

/** The storage class of this name; an untyped one counts bytes, and the tensor says what they are. Null: no storage. */
export function storageClass(name: string): { dtype: string | null; bytes: number } | null {
  if (/^torch\.(storage\.)?UntypedStorage$/.test(name)) return { dtype: null, bytes: 1 }
  return STORAGES.get(name) ?? null
}
