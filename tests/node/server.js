// A server of the built executable over a file of its own, and clients that speak to it, made from nothing but the proto files.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import protobuf from 'protobufjs';

const root = path.resolve(import.meta.dirname, '../..');
const dll = process.env.DIPLOMACY_SERVER ?? path.join(root, 'artifacts/bin/DiplomacyApi.Server/debug/DiplomacyApi.Server.dll');

const services = ['actor_service', 'statement_service', 'negotiation_status_service', 'journal_service'].map((name) => `diplomacy/v1/${name}.proto`);
const definition = loader.loadSync(services, { includeDirs: [path.join(root, 'proto'), path.join(root, 'artifacts/googleapis')], longs: String, enums: String, defaults: true, oneofs: true });
const { diplomacy } = grpc.loadPackageDefinition(definition);

// What google/rpc/status.proto and error_details.proto say of an error, as far as it is read here.
const { root: rpc } = protobuf.parse(`
  syntax = "proto3";
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
`);

/** The reason of a failed call, and what its message names. */
export function errorInfo(error) {
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  const detail = rpc.lookupType('Status').decode(bytes).details.find(({ type_url: url, typeUrl = url }) => typeUrl.endsWith('google.rpc.ErrorInfo'));
  return rpc.lookupType('ErrorInfo').decode(detail.value);
}

/** A unary call as a promise. */
export function call(client, method, request, metadata = new grpc.Metadata()) {
  return new Promise((resolve, reject) => {
    const deadline = Date.now() + 30_000;
    client[method](request, metadata, { deadline }, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

export class Server {
  #folder = mkdtempSync(path.join(tmpdir(), 'diplomacy-node-'));
  #process;
  #switches;
  #env;
  port = 0;

  constructor({ switches = [], env = {} } = {}) {
    this.#switches = switches;
    this.#env = env;
  }

  get #data() {
    return path.join(this.#folder, 'journal.db');
  }

  /** Makes a token, and gives what a call shows. */
  async token(name, role) {
    const { stdout } = await promisify(execFile)('dotnet', [dll, 'token', 'create', '--name', name, '--role', role, '--data', this.#data]);
    const metadata = new grpc.Metadata();
    metadata.set('authorization', `Bearer ${stdout.trim()}`);
    return metadata;
  }

  /** Starts, on a free port the first time and on the same one again. */
  async start() {
    const seed = this.port === 0 ? ['--seed', path.join(root, 'seeds')] : [];
    const args = [dll, '--data', this.#data, '--port', String(this.port), ...seed, ...this.#switches];
    this.#process = spawn('dotnet', args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...this.#env } });
    const lines = createInterface({ input: this.#process.stdout });
    const serving = new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        const address = /Serving log .* on http:\/\/127\.0\.0\.1:(\d+)/.exec(line);
        if (address) resolve(Number(address[1]));
      });
      this.#process.once('exit', (code) => reject(new Error(`The server ended with ${code} before it served.`)));
    });
    this.port = await serving;
    return this;
  }

  clients() {
    const address = `127.0.0.1:${this.port}`;
    const make = (Service) => new Service(address, grpc.credentials.createInsecure());
    const { ActorService, StatementService, NegotiationStatusService, JournalService } = diplomacy.v1;
    return { actors: make(ActorService), statements: make(StatementService), negotiations: make(NegotiationStatusService), journal: make(JournalService) };
  }

  async stop() {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }

  async dispose() {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
