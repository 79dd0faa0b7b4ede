// Validates a manifest by Kubernetes' own schemas (package kubernetes-models), and finds keys that these do not know.
//   node packaging/kubernetes/validate.mjs FILE...       after: npm ci --prefix packaging/kubernetes
import { readFileSync } from 'node:fs';
import YAML from 'yaml';

// The validators read each key that they know, and no other: so what is never read is misspelt.
function watched(value, path, unread) {
  if (value === null || typeof value !== 'object') return value;
  const inner = {};
  for (const key of Object.keys(value)) {
    unread.add(`${path}/${key}`);
    inner[key] = watched(value[key], `${path}/${key}`, unread);
  }
  return new Proxy(value, {
    get(target, key) {
      unread.delete(`${path}/${String(key)}`);
      return Object.hasOwn(inner, key) ? inner[key] : target[key];
    },
  });
}

let faults = 0;
for (const file of process.argv.slice(2)) {
  for (const document of YAML.parseAllDocuments(readFileSync(file, 'utf8'))) {
    const object = document.toJS();
    const name = `${file}: ${object.kind} ${object.metadata?.name}`;
    const unread = new Set();
    try {
      document.errors.forEach((error) => { throw error; });
      const Model = (await import(`kubernetes-models/${object.apiVersion}`))[object.kind];
      const model = new Model(object); // which reads all, as it copies
      Object.entries(object).forEach(([key, value]) => { model[key] = watched(value, key, unread); });
      model.validate();
      if (unread.size) throw new Error(`unknown keys: ${[...unread].join(', ')}`);
      console.log(`${name}: valid`);
    } catch (error) {
      faults += 1;
      console.log(`${name}: ${error.message}`);
    }
  }
}
process.exit(faults ? 1 : 0);
