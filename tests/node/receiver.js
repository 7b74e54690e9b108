// A receiver of OTLP made of another's parts: the messages as OpenTelemetry generates them for JavaScript, and the gRPC server of grpc-js.
import grpc from '@grpc/grpc-js';
import generated from '@opentelemetry/otlp-transformer/build/src/generated/root.js';

const { metrics, trace } = generated.opentelemetry.proto.collector;

const service = (name, request, response) => ({
  Export: {
    path: `/opentelemetry.proto.collector.${name}/Export`,
    requestStream: false,
    responseStream: false,
    requestDeserialize: (bytes) => request.decode(bytes),
    responseSerialize: (answer) => Buffer.from(response.encode(answer).finish()),
  },
});

const textOf = (attributes, key) => attributes.find((attribute) => attribute.key === key)?.value?.stringValue;

export class Receiver {
  #server = new grpc.Server({ 'grpc.max_receive_message_length': -1 });
  #metrics = new Map();
  spans = [];
  serviceNames = new Set();

  /** Listens on a free port of loopback, and gives its address. */
  async start() {
    this.#server.addService(service('metrics.v1.MetricsService', metrics.v1.ExportMetricsServiceRequest, metrics.v1.ExportMetricsServiceResponse), {
      Export: ({ request }, answer) => { this.#takeMetrics(request); answer(null, {}); },
    });
    this.#server.addService(service('trace.v1.TraceService', trace.v1.ExportTraceServiceRequest, trace.v1.ExportTraceServiceResponse), {
      Export: ({ request }, answer) => { this.#takeSpans(request); answer(null, {}); },
    });
    const port = await new Promise((resolve, reject) => {
      this.#server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)));
    });
    return `http://127.0.0.1:${port}`;
  }

  /** What was counted last of a metric, by one of its attributes, where the others are as given. */
  counts(name, key, where = {}) {
    const points = this.#metrics.get(name) ?? [];
    return Object.fromEntries(points
      .filter(({ attributes }) => Object.entries(where).every(([other, value]) => textOf(attributes, other) === value))
      .map(({ attributes, count, asInt }) => [textOf(attributes, key), Number(count ?? asInt)]));
  }

  /** How many spans of a name there are, by one of their attributes. */
  spanCounts(name, key) {
    const counts = {};
    for (const { attributes } of this.spans.filter((span) => span.name === name)) counts[textOf(attributes, key)] = (counts[textOf(attributes, key)] ?? 0) + 1;
    return counts;
  }

  stop() {
    this.#server.forceShutdown();
  }

  #takeMetrics({ resourceMetrics }) {
    for (const { resource, scopeMetrics } of resourceMetrics) {
      this.serviceNames.add(textOf(resource.attributes, 'service.name'));
      for (const { name, histogram, sum, gauge } of scopeMetrics.flatMap((scope) => scope.metrics))
        this.#metrics.set(name, (histogram ?? sum ?? gauge).dataPoints);
    }
  }

  #takeSpans({ resourceSpans }) {
    for (const { scopeSpans } of resourceSpans) this.spans.push(...scopeSpans.flatMap((scope) => scope.spans));
  }
}
