import { describe, expect, it } from 'vitest'
import { examine } from '../../src/doctor/examine.ts'
import { formatDiagnosis } from '../../src/doctor/report.ts'
import { hostOf, withHeaders } from './host-of.ts'

/** Without the port, which is another each time. */
async function report(...host: Parameters<typeof hostOf>): Promise<string> {
  const url = await hostOf(...host)
  return formatDiagnosis(await examine(url, { patienceMs: 5000 })).replaceAll(url.host, 'zoo.example')
}

describe('the report', () => {
  it('of a good host is short', async () => {
    expect(await report((reply) => withHeaders(reply, { Server: 'nginx/1.22.1' }))).toMatchInlineSnapshot(`
      "http://zoo.example/ is a store of 2 models. Server: nginx. 34 requests.

      Client                   Here   Because of
      NiftyNet 0.2.0 to 0.3.0  works
      NiftyNet 0.4.0           works
      NiftyNet 0.5.0, 0.6.0    works
      DIGITS 5, 6              works
      DIGITS of August 2016    works
      nnU-Net v2               works
      zoopress                 works
      curl -C -                works
      aria2                    works
      pooch, Python            works
      torch.hub                works
      browsers                 works
      (MONAI)                  works
      (Hugging Face)           fails  hub

      What was found
      note  hub            Nothing answers to Hugging Face's client.
      note  cors           Pages of other sites may not read documents.
      note  listing        Folders are not listed.
      note  signature      The store is not signed.
      24 checks found nothing amiss.

      host: nginx fits.

      Every client that this store has entries for works there."
    `)
  })

  it('of a bad one says who fails, why, and which line mends it', async () => {
    const text = await report((reply) =>
      withHeaders({ ...reply, status: reply.status === 404 ? 200 : reply.status }, { Server: 'Apache' }),
    )
    expect(text).toMatchInlineSnapshot(`
      "http://zoo.example/ is a store of 2 models. Server: apache. 34 requests.

      Client                   Here   Because of
      NiftyNet 0.2.0 to 0.3.0  FAILS  missing
      NiftyNet 0.4.0           FAILS  missing
      NiftyNet 0.5.0, 0.6.0    FAILS  missing
      DIGITS 5, 6              works
      DIGITS of August 2016    works
      nnU-Net v2               works
      zoopress                 works
      curl -C -                works
      aria2                    works
      pooch, Python            works
      torch.hub                works
      browsers                 works
      (MONAI)                  works
      (Hugging Face)           fails  hub

      What was found
      BAD   missing        A file that is not there answers with status 200 instead of
                           404.
      note  hub            Nothing answers to Hugging Face's client.
      note  cors           Pages of other sites may not read documents.
      note  signature      The store is not signed.
      21 checks found nothing amiss.

      What to change
      1. Answer 404 for what is not there, never a page with status 200 or a redirect.
            ErrorDocument 404 /404.html
         Complete: all of hosting/apache.conf, or of hosting/htaccess.

      host: apache fits.

      3 clients of this store will fail there."
    `)
  })

  it('shows what a hostile host says, and never obeys it', async () => {
    const text = await report((reply, _, path) =>
      path.endsWith('.css')
        ? withHeaders(reply, { 'Content-Type': `text/\u009b2J${'x'.repeat(500)}` })
        : reply,
    )
    expect(text).toContain('\\x9b2J')
    expect(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/.test(text)).toBe(false)
    expect(text.split('\n').filter((line) => line.length > 160)).toEqual([])
  })
})
