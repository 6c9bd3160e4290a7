/** A certificate for 127.0.0.1 that is made on the spot, byte by byte: https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
import { generateKeyPairSync, sign } from 'node:crypto'
import tls from 'node:tls'
import { onTestFinished } from 'vitest'

const SEQUENCE = 0x30
const ECDSA_SHA256 = der(SEQUENCE, '06082a8648ce3d040302')
const NAME = der(SEQUENCE, der(0x31, der(SEQUENCE, '0603550403', der(0x0c, Buffer.from('test')))))
/** 2025 to 2049. */
const VALIDITY = der(
  SEQUENCE,
  ...['250101000000Z', '491231235959Z'].map((day) => der(0x17, Buffer.from(day))),
)
const FOR_LOOPBACK = der(SEQUENCE, '0603551d11', der(0x04, der(SEQUENCE, der(0x87, '7f000001'))))
const AUTHORITY = der(SEQUENCE, '0603551d13', '0101ff', der(0x04, der(SEQUENCE, '0101ff')))

/** PEM, of a server that is its own authority. */
export function ownCertificate(): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const body = der(
    SEQUENCE,
    der(0xa0, '020102'),
    der(0x02, '2a'),
    ...[ECDSA_SHA256, NAME, VALIDITY, NAME],
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, der(SEQUENCE, FOR_LOOPBACK, AUTHORITY)),
  )
  const whole = der(SEQUENCE, body, ECDSA_SHA256, der(0x03, '00', sign('sha256', body, privateKey)))
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  }
}

/** Makes this process trust it until the test ends. */
export function trust({ cert }: { cert: string }): void {
  const before = tls.getCACertificates('default')
  tls.setDefaultCACertificates([cert])
  onTestFinished(() => tls.setDefaultCACertificates(before))
}

/** Text parts are hex. */
function der(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const content = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part)),
  )
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
