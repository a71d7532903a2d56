// Reads SARIF on standard input; fails with what the official schema has against it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const Ajv = require('ajv')
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')

const ajv = new Ajv({ schemaId: 'id', allErrors: true, meta: false })
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'))
const validate = ajv.compile(schema)

if (!validate(JSON.parse(readFileSync(0, 'utf8')))) {
  for (const error of validate.errors) console.log(`${error.dataPath} ${error.message}`)
  process.exitCode = 1
}
