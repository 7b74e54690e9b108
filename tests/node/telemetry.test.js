// What a server sends by OTLP is what was called: a receiver of another's make counts the same calls, refusals and spans as the clients.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import grpc from '@grpc/grpc-js';
import { Receiver } from './receiver.js';
import { Server, call } from './server.js';

const callsAtOnce = 20;
const getActor = 'diplomacy.v1.ActorService/GetActor';

const receiver = new Receiver();
let server;

before(async () => {
  server = new Server({
    switches: ['--calls-at-once', String(callsAtOnce), '--calls-per-second', '0'],
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: await receiver.start(),
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_SERVICE_NAME: 'desk',
      OTEL_METRIC_EXPORT_INTERVAL: '500',
      OTEL_BSP_SCHEDULE_DELAY: '100',
    },
  });
});

after(async () => {
  await server?.dispose();
  receiver.stop();
});

/** Makes so many calls, a few at once, and counts how they were answered. */
async function load(times, clients, name, caller) {
  const answers = {};
  const some = Array.from({ length: 4 }, async (_, first) => {
    for (let number = first; number < times; number += 4) {
      const code = await call(clients.actors, 'getActor', { name }, caller).then(() => grpc.status.OK, (error) => error.code);
      answers[grpc.status[code]] = (answers[grpc.status[code]] ?? 0) + 1;
    }
  });
  await Promise.all(some);
  return answers;
}

/** Opens a watch, and waits until it tells that it is at the head. */
async function watch(clients, caller) {
  const stream = clients.statements.watchStatements({ start: { fromNow: {} } }, caller);
  stream.on('error', () => {});
  await new Promise((resolve) => { stream.once('data', resolve); });
}

test('A thousand calls are counted by method, status and reason as their callers saw them', { timeout: 120_000 }, async () => {
  const steady = await server.token('steady', 'reader');
  const greedy = await server.token('greedy', 'reader');
  await server.start();
  const clients = server.clients();

  const sent = [
    await load(500, clients, 'actors/nato', steady),
    await load(150, clients, 'actors/nobody', steady),
    await load(150, clients, '', steady),
  ];
  // Whoever has as many calls open as it may gets no other.
  await Promise.all(Array.from({ length: callsAtOnce }, () => watch(clients, greedy)));
  sent.push(await load(200, clients, 'actors/nato', greedy));
  // The watches are ended by the server, and what it sends last counts them.
  await server.stop();
  for (const client of Object.values(clients)) client.close();

  const expected = { OK: 500, NOT_FOUND: 150, INVALID_ARGUMENT: 150, RESOURCE_EXHAUSTED: 200 };
  assert.deepEqual(Object.assign({}, ...sent), expected);
  assert.deepEqual(receiver.counts('rpc.server.call.duration', 'rpc.response.status_code', { 'rpc.method': getActor }), expected);
  const refusals = receiver.counts('diplomacy.refusals', 'diplomacy.reason');
  // Each reason is told before it is first given, so that the first one counts as growth.
  assert.equal(refusals.SERVER_FAULT, 0);
  assert.deepEqual(Object.fromEntries(Object.entries(refusals).filter(([, count]) => count > 0)), { UNKNOWN_ACTOR: 150, REQUIRED: 150, RATE_LIMITED: 200, SHUTTING_DOWN: callsAtOnce });
  assert.deepEqual(receiver.spanCounts(getActor, 'rpc.response.status_code'), expected);
  assert.deepEqual([...receiver.serviceNames], ['desk']);
});
