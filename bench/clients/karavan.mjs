// Opens route files in Karavan's own core and saves them again: node karavan.mjs CATALOG IN OUT. CATALOG holds Camel's
// descriptions of components (JSON), which Karavan itself loads at its start.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const [catalog, from, to] = process.argv.slice(2);
const here = path.dirname(fileURLToPath(import.meta.url));
const api = name => JSON.stringify(path.join(here, 'node_modules/karavan-core/src/core/api', name));
// it is published as TypeScript
const bundle = buildSync({
  stdin: {
    contents: `export { CamelDefinitionYaml } from ${api('CamelDefinitionYaml.ts')};
               export { ComponentApi } from ${api('ComponentApi.ts')};`,
    resolveDir: here,
  },
  bundle: true, platform: 'node', format: 'cjs', write: false, logLevel: 'error',
});
const karavan = { exports: {} };
new Function('module', 'exports', 'require', bundle.outputFiles[0].text)(
  karavan, karavan.exports, createRequire(import.meta.url));
const { CamelDefinitionYaml, ComponentApi } = karavan.exports;

const texts = folder => fs.readdirSync(folder).map(name => [name, fs.readFileSync(path.join(folder, name), 'utf8')]);
ComponentApi.saveComponents(texts(catalog).map(([, json]) => json));
for (const [name, yaml] of texts(from)) {
  const opened = CamelDefinitionYaml.yamlToIntegration(name, yaml);
  fs.writeFileSync(path.join(to, name), CamelDefinitionYaml.integrationToYaml(opened));
}
