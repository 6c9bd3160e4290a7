/** What the files of `hosting/` share; that servers take them is shown by tests/e2e/hosting.test.ts. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { SERVER_POLICY } from '../../src/site/csp.ts'

const HOSTING = join(import.meta.dirname, '../../hosting')
const text = (name: string) => readFileSync(join(HOSTING, name), 'utf8')

/** Lines that do something, without their indentation. */
function rules(name: string): string[] {
  return text(name)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}

describe('the files of hosting/', () => {
  it.each(['nginx.conf', 'apache.conf', 'htaccess', 'Caddyfile'])(
    '%s sends the policy of the pages',
    (name) => {
      expect(text(name)).toContain(`"${SERVER_POLICY}"`)
    },
  )

  it('have the same rules for Apache in both places', () => {
    const site = rules('apache.conf')
    const own = site.slice(site.indexOf('ErrorDocument 404 /404.html'), site.indexOf('</Directory>'))
    expect(own.length).toBeGreaterThan(30)
    expect(rules('htaccess')).toEqual(own)
  })

  it('let anybody read a bucket, and nobody list or change it', () => {
    const { Statement } = JSON.parse(text('s3-bucket-policy.json')) as { Statement: { Action: string }[] }
    expect(Statement.map(({ Action }) => Action)).toEqual(['s3:GetObject'])
    const { CORSRules } = JSON.parse(text('s3-cors.json')) as { CORSRules: { AllowedMethods: string[] }[] }
    expect(CORSRules.flatMap(({ AllowedMethods }) => AllowedMethods)).toEqual(['GET', 'HEAD'])
    expect(JSON.parse(text('s3-website.json'))).toMatchObject({ ErrorDocument: { Key: '404.html' } })
  })

  it('publish on GitLab from the default branch alone', () => {
    const jobs = parse(text('gitlab-ci.yml')) as Record<
      'check' | 'pages',
      { rules: { if: string }[]; cache?: { policy?: string } }
    >
    expect(jobs.pages.rules).toEqual([{ if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' }])
    expect(jobs.check.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }])
    expect(jobs.check.cache?.policy).toBe('pull')
  })

  it('are each explained', () => {
    const explained = readFileSync(join(HOSTING, '../docs/hosting.md'), 'utf8')
    expect(readdirSync(HOSTING).filter((name) => !explained.includes(`hosting/${name}`))).toEqual([])
  })
})
