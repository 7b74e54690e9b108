using System.Buffers;
using System.Runtime.CompilerServices;
using Diplomacy.V1;
using DiplomacyApi.Server.Errors;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Server.Statements;

/// <summary>
/// Stands between the generated base and the service, and swaps the marshaller of the replies that hold statements: their bytes lie in
/// the journal as they go out, and need not be parsed to be sent.
/// </summary>
[BindServiceMethod(typeof(FrozenStatementService), nameof(Bind))]
public abstract class FrozenStatementService : StatementService.StatementServiceBase
{
    /// <summary>Called by the framework, with the generated base as its second parameter.</summary>
    public static void Bind(ServiceBinderBase binder, StatementService.StatementServiceBase service) =>
        StatementService.BindService(new RefusingBinder(new SwappingBinder(binder)), service);

    private sealed class SwappingBinder(ServiceBinderBase inner) : ServiceBinderBase
    {
        private static readonly HashSet<Type> Frozen =
            [typeof(GetStatementResponse), typeof(BatchGetStatementsResponse), typeof(ListStatementsResponse), typeof(SearchStatementsResponse)];

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
        {
            if (Frozen.Contains(typeof(TResponse)))
            {
                var marshaller = Marshallers.Create(
                    (reply, context) => FrozenReply.Write((IMessage)reply, context), method.ResponseMarshaller.ContextualDeserializer);
                method = new Method<TRequest, TResponse>(method.Type, method.ServiceName, method.Name, method.RequestMarshaller, marshaller);
            }
            inner.AddMethod(method, handler);
        }

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
            inner.AddMethod(method, handler);

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
            inner.AddMethod(method, handler);

        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
            inner.AddMethod(method, handler);
    }
}

/// <summary>A reply whose statements, its field 1, are bytes that lie ready.</summary>
internal static class FrozenReply
{
    private const int StatementField = 1;

    // The replies are generated and sealed, so what they hold is kept beside them, for as long as they live.
    private static readonly ConditionalWeakTable<IMessage, IReadOnlyList<ReadOnlyMemory<byte>>> Held = [];

    public static T Holding<T>(T reply, IReadOnlyList<ReadOnlyMemory<byte>> statements, ServerCallContext context) where T : class, IMessage
    {
        var isGrpc = context.GetHttpContext().Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;
        if (isGrpc) Held.Add(reply, statements);
        else foreach (var statement in statements) reply.MergeFrom(Framed(statement));
        return reply;
    }

    /// <summary>How many bytes a reply has as it goes out.</summary>
    public static int SizeOf(IMessage reply) => SizeOf(reply, Held.TryGetValue(reply, out var held) ? held : []);

    public static void Write(IMessage reply, SerializationContext context)
    {
        var statements = Held.TryGetValue(reply, out var held) ? held : [];
        context.SetPayloadLength(SizeOf(reply, statements));
        var writer = context.GetBufferWriter();
        foreach (var statement in statements)
        {
            WriteVarint(writer, WireFormat.MakeTag(StatementField, WireFormat.WireType.LengthDelimited));
            WriteVarint(writer, (uint)statement.Length);
            writer.Write(statement.Span);
        }
        reply.WriteTo(writer);
        context.Complete();
    }

    private static int SizeOf(IMessage reply, IReadOnlyList<ReadOnlyMemory<byte>> statements)
    {
        var length = reply.CalculateSize();
        foreach (var statement in statements)
            length += CodedOutputStream.ComputeTagSize(StatementField) + CodedOutputStream.ComputeLengthSize(statement.Length) + statement.Length;
        return length;
    }

    private static byte[] Framed(ReadOnlyMemory<byte> statement)
    {
        var writer = new ArrayBufferWriter<byte>(statement.Length + 8);
        WriteVarint(writer, WireFormat.MakeTag(StatementField, WireFormat.WireType.LengthDelimited));
        WriteVarint(writer, (uint)statement.Length);
        writer.Write(statement.Span);
        return writer.WrittenSpan.ToArray();
    }

    private static void WriteVarint(IBufferWriter<byte> writer, uint value)
    {
        var span = writer.GetSpan(5);
        var written = 0;
        for (; value >= 0x80; value >>= 7) span[written++] = (byte)(value | 0x80);
        span[written++] = (byte)value;
        writer.Advance(written);
    }
}
