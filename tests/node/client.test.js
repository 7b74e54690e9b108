// A client in another language does the main job with the contract alone: it records, reads, watches, is cut, and goes on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import grpc from '@grpc/grpc-js';
import { Server, call, errorInfo } from './server.js';

const server = new Server();
let clients;

before(async () => {
  await server.start();
  clients = server.clients();
});

after(async () => {
  for (const client of Object.values(clients ?? {})) client.close();
  await server.dispose();
});

const statement = (speaker, addressee, act) => ({
  statement: {
    speaker: `actors/${speaker}`,
    addressees: [`actors/${addressee}`],
    said: { text: '2022-01-26' },
    form: 'FORM_WRITTEN',
    attribution: 'ATTRIBUTION_ON_RECORD',
    summaries: [{ text: 'Something is said.', languageCode: 'en' }],
    ...act,
  },
  requestId: crypto.randomUUID(),
});

const demand = (id) => statement('nato', 'russia', { demand: { demand: `demands/${id}`, titles: [{ text: 'Inspections', languageCode: 'en' }] } });

test('A demand and a promise are recorded, and the demand is pending as promised', async () => {
  const recorded = await call(clients.statements, 'recordStatement', demand('inspections'));
  const promised = await call(clients.statements, 'recordStatement',
    statement('russia', 'nato', { promise: { kind: 'PROMISE_KIND_TO_ANSWER', demand: 'demands/inspections', due: { text: '2022-02' } } }));
  const pending = await call(clients.negotiations, 'listDemands', {
    filter: { pending: true, debtor: 'actors/russia', creditor: 'actors/nato' },
    at: { minRevision: promised.logPosition },
  });

  assert.equal(recorded.statement.actKind, 'ACT_KIND_DEMAND');
  assert.deepEqual(promised.changes.map(({ what, before, after }) => [what, before?.state, after.state ?? after.due.text]),
    [['STATUS_CHANGE_KIND_STATE', 'OBLIGATION_STATE_OUTSTANDING', 'OBLIGATION_STATE_PROMISED'], ['STATUS_CHANGE_KIND_DUE_PROMISED', undefined, '2022-02']]);
  assert.deepEqual(pending.demands.map(({ name, debtors: [debtor] }) => [name, debtor.debtor, debtor.state, debtor.promises[0].due.text]),
    [['demands/inspections', 'actors/russia', 'OBLIGATION_STATE_PROMISED', '2022-02']]);
});

test('A repeat of a request is recorded once', async () => {
  const request = demand('once');

  const first = await call(clients.statements, 'recordStatement', request);
  const again = await call(clients.statements, 'recordStatement', request);

  assert.deepEqual([first.replayed, again.replayed, again.logPosition], [false, true, first.logPosition]);
});

test('A refusal tells its reason', async () => {
  const refusal = await call(clients.negotiations, 'getDemand', { name: 'demands/nothing' }).catch((error) => error);

  assert.equal(refusal.code, grpc.status.NOT_FOUND);
  assert.equal(errorInfo(refusal).reason, 'UNKNOWN_DEMAND');
  assert.equal(errorInfo(refusal).domain, 'diplomacy');
});

test('A watch that the server ends goes on after its last position', async () => {
  const told = [];
  let through;

  /** Watches until that many changes are told in all, or the stream ends. */
  const watch = (start, count) => new Promise((resolve, reject) => {
    const stream = clients.negotiations.watchDemands({ start, filter: { creditor: 'actors/nato' } });
    stream.on('data', (message) => {
      told.push(...message.changes);
      through = message.through;
      if (message.caughtUp) stream.emit('caughtUp');
      if (told.length >= count) stream.cancel();
    });
    stream.on('error', (error) => (error.code === grpc.status.CANCELLED ? resolve() : reject(error)));
    stream.once('caughtUp', () => watch.caughtUp?.());
  });

  const isOpen = new Promise((resolve) => { watch.caughtUp = resolve; });
  const cut = watch({ fromNow: {} }, Infinity).catch((error) => error);
  await isOpen;
  await call(clients.statements, 'recordStatement', demand('before-the-cut'));
  while (told.length < 1) await new Promise(setImmediate);
  await server.stop();
  const ending = await cut;
  await server.start();
  await call(clients.statements, 'recordStatement', demand('after-the-cut'));
  await watch({ after: through }, 2);

  assert.equal(ending.code, grpc.status.UNAVAILABLE);
  assert.equal(errorInfo(ending).reason, 'SHUTTING_DOWN');
  assert.equal(errorInfo(ending).metadata.revision, told[0].logPosition.revision);
  assert.deepEqual(told.map(({ subject, after }) => [subject, after.state]), [['demands/before-the-cut', 'OBLIGATION_STATE_OUTSTANDING'], ['demands/after-the-cut', 'OBLIGATION_STATE_OUTSTANDING']]);
});
