// Builds what browsers load: amparo.css, amparo.js, font, mark. The result is checked in, so that nobody needs Node to run Amparo.
//   npm run build   writes amparo/ui/static/amparo/
//   npm run check   builds into a temporary folder and fails if the checked-in files differ
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const published = join(here, '../amparo/ui/static/amparo')
const font = join(here, 'node_modules/@fontsource-variable/atkinson-hyperlegible-next')

// Named files only: the packages of GOV.UK and the Ministry of Justice also hold a font and crests that are not ours to publish.
const copies = {
  'fonts/atkinson-hyperlegible-next.woff2': join(font, 'files/atkinson-hyperlegible-next-latin-wght-normal.woff2'),
  'fonts/OFL.txt': join(font, 'LICENSE'),
  'mark.svg': join(here, 'src/mark.svg'),
  'favicon.svg': join(here, 'src/favicon.svg')
}

async function build (into) {
  await mkdir(join(into, 'fonts'), { recursive: true })
  for (const [name, source] of Object.entries(copies)) await cp(source, join(into, name))
  const { css } = sass.compile(join(here, 'src/amparo.scss'), {
    style: 'compressed', loadPaths: [join(here, 'node_modules'), here], quietDeps: true
  })
  // The document icon of the timeline is an image we do not ship.
  const ours = css.replace(/[^{}]*\.moj-timeline__document[^{}]*\{[^{}]*\}/g, '')
  const prefixed = await esbuild.transform(ours, { loader: 'css', minify: true, target: ['chrome80', 'safari14', 'firefox90'] })
  await writeFile(join(into, 'amparo.css'), prefixed.code)
  await esbuild.build({
    entryPoints: [join(here, 'src/amparo.js')], outfile: join(into, 'amparo.js'),
    bundle: true, minify: true, format: 'esm', target: ['chrome84', 'safari15', 'firefox90'],
    legalComments: 'none', logLevel: 'warning'
  })
}

async function files (folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter(e => e.isFile()).map(e => relative(folder, join(e.parentPath ?? e.path, e.name))).sort()
}

async function report (folder) {
  for (const name of await files(folder)) {
    const bytes = await readFile(join(folder, name))
    console.log(`${name.padEnd(40)} ${bytes.length} B, gzip ${gzipSync(bytes).length}, brotli ${brotliCompressSync(bytes).length}`)
  }
}

if (process.argv.includes('--check')) {
  const fresh = await mkdtemp(join(tmpdir(), 'amparo-frontend-'))
  try {
    await build(fresh)
    const names = [...new Set([...await files(fresh), ...await files(published)])]
    const read = (folder, name) => readFile(join(folder, name)).catch(() => Buffer.from('missing'))
    const stale = []
    for (const name of names) if (!(await read(fresh, name)).equals(await read(published, name))) stale.push(name)
    if (stale.length) {
      console.error(`Not what the sources give: ${stale.join(', ')}. Run: npm --prefix frontend run build`)
      process.exitCode = 1
    } else console.log(`${names.length} built files are up to date`)
  } finally { await rm(fresh, { recursive: true }) }
} else {
  await rm(published, { recursive: true, force: true })
  await build(published)
  await report(published)
}
