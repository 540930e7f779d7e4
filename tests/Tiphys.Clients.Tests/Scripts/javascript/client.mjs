// Kubernetes' own JavaScript client against a cluster: client.mjs KUBECONFIG NAMESPACE IMAGE. Prints what it has found to hold; fails at the first
// that does not.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Readable, Writable } from 'node:stream';

// The packages lie beside the file from which they were installed, which is not where this one is.
const { AppsV1Api, CoreV1Api, Exec, KubeConfig, KubernetesObjectApi, Log, PatchStrategy, Watch, makeInformer, setHeaderOptions } =
    await import(createRequire(`${process.env.CLIENT_PACKAGES}/package.json`).resolve('@kubernetes/client-node'));

const [kubeconfig, namespace, image] = process.argv.slice(2);
const config = new KubeConfig();
config.loadFromFile(kubeconfig);
const core = config.makeApiClient(CoreV1Api);
const maps = `/api/v1/namespaces/${namespace}/configmaps`;

function holds(what, condition) {
    assert.ok(condition, what);
    console.log(`holds: ${what}`);
}

const map = (name, data) => ({ metadata: { name }, data });

async function crud() {
    const created = await core.createNamespacedConfigMap({ namespace, body: map('js', { a: '1' }) });
    holds('create gives the object its identity', created.metadata.uid && created.metadata.creationTimestamp instanceof Date);
    const replaced = await core.replaceNamespacedConfigMap({ name: 'js', namespace, body: { ...created, data: { b: '2' } } });
    holds('replace changes data', replaced.data.b === '2' && !replaced.data.a);
    const stale = await core.replaceNamespacedConfigMap({ name: 'js', namespace, body: created }).catch((error) => error);
    holds('replace with an old version conflicts', stale.code === 409);
    const missing = await core.readNamespacedConfigMap({ name: 'none', namespace }).catch((error) => error);
    holds('a missing object is not found', missing.code === 404 && JSON.parse(missing.body).reason === 'NotFound');
    const list = await core.listNamespacedConfigMap({ namespace, limit: 1 });
    holds('list gives a page', list.items.length === 1 && list.metadata._continue);
}

async function patches() {
    const patch = (strategy, body, more = {}) =>
        core.patchNamespacedConfigMap({ name: 'js', namespace, body, ...more }, setHeaderOptions('Content-Type', strategy));
    const merged = await patch(PatchStrategy.MergePatch, { data: { b: null, c: '3' } });
    holds('merge patch merges', merged.data.c === '3' && !merged.data.b);
    const patched = await patch(PatchStrategy.JsonPatch, [{ op: 'test', path: '/data/c', value: '3' }, { op: 'add', path: '/data/d', value: '4' }]);
    holds('JSON patch patches', patched.data.d === '4');
    const strategic = await patch(PatchStrategy.StrategicMergePatch, { data: { $patch: 'replace', e: '5' } });
    holds('strategic merge patch knows its directives', JSON.stringify(strategic.data) === '{"e":"5"}');
    const applied = await patch(
        PatchStrategy.ServerSideApply, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'js' }, data: { e: '6' } }, { fieldManager: 'js', force: true });
    holds('apply owns what it sets', applied.metadata.managedFields.some((entry) => entry.manager === 'js' && entry.operation === 'Apply'));
}

async function watching() {
    const { metadata } = await core.listNamespacedConfigMap({ namespace });
    const seen = [];
    await new Promise((resolve, reject) => {
        const query = { resourceVersion: metadata.resourceVersion, fieldSelector: 'metadata.name=watched' };
        new Watch(config).watch(maps, query, (type) => seen.push(type) && type === 'DELETED' && resolve(), (error) => error && reject(error)).then(async (request) => {
            await makeAndDelete();
            resolve.request = request;
        }).catch(reject);
    });
    holds('a watch sees what happens in its order', seen.join() === 'ADDED,MODIFIED,DELETED');
}

async function makeAndDelete() {
    await core.createNamespacedConfigMap({ namespace, body: map('watched') });
    await core.patchNamespacedConfigMap(
        { name: 'watched', namespace, body: { data: { k: 'v' } } }, setHeaderOptions('Content-Type', PatchStrategy.MergePatch));
    await core.deleteNamespacedConfigMap({ name: 'watched', namespace });
}

async function informing() {
    const informer = makeInformer(config, maps, () => core.listNamespacedConfigMap({ namespace }));
    const event = (name, wanted) => new Promise((resolve) => informer.on(name, (value) => value?.metadata?.name === wanted && resolve(value)));
    const [known, added, changed, deleted] = [event('add', 'js'), event('add', 'watched'), event('update', 'watched'), event('delete', 'watched')];
    await informer.start();
    await known;
    holds('an informer knows what was there', informer.get('js', namespace).data.e === '6');
    await makeAndDelete();
    await Promise.all([added, changed, deleted]);
    holds('an informer tells of additions, changes and ends', informer.get('watched', namespace) === undefined);
    await informer.stop();
}

async function objects() {
    const api = KubernetesObjectApi.makeApiClient(config);
    const labels = { app: 'js' };
    const deployment = {
        apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'js', namespace },
        spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [{ name: 'c', image }] } } },
    };
    await api.create(deployment);
    const read = await config.makeApiClient(AppsV1Api).readNamespacedDeployment({ name: 'js', namespace });
    holds('any kind is created by discovery', read.spec.strategy.type === 'RollingUpdate');
    await api.delete(deployment);
}

async function execution() {
    await core.createNamespacedPod({ namespace, body: { metadata: { name: 'js' }, spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'c', image }] } } });
    await running();
    holds('exec passes input and output', await output(['sh', '-c', 'read line; echo got $line'], 'typed\n') === 'got typed\n');
    const failed = {};
    await output(['sh', '-c', 'exit 7'], null, failed);
    holds('exec tells the exit code', failed.status.reason === 'NonZeroExitCode' && failed.status.details.causes[0].message === '7');
    const logs = new Writable({ write: (_, __, done) => done() });
    await new Log(config).log(namespace, 'js', 'c', logs, { tailLines: 1 });
    holds('logs are read', true);
}

async function running() {
    await new Promise((resolve, reject) => {
        const query = { fieldSelector: 'metadata.name=js' };
        new Watch(config).watch(`/api/v1/namespaces/${namespace}/pods`, query, (_, pod) => pod.status.phase === 'Running' && resolve(), reject).catch(reject);
    });
}

async function output(command, input, ended = {}) {
    const chunks = [];
    const sink = new Writable({ write: (chunk, _, done) => (chunks.push(chunk), done()) });
    await new Promise((resolve, reject) => {
        new Exec(config).exec(namespace, 'js', 'c', command, sink, sink, input && Readable.from([input]), false, (status) => (ended.status = status, resolve())).catch(reject);
    });
    return Buffer.concat(chunks).toString();
}

await crud();
await patches();
await watching();
await informing();
await objects();
await execution();
// Open watches would keep the process.
process.exit(0);
