using Diplomacy.V1;
using DiplomacyApi.Domain;
using DiplomacyApi.Domain.Validation;
using Google.Protobuf;
using Grpc.Core;

namespace DiplomacyApi.Tests.Server.Validation;

/// <summary>How many things a request holds is looked at before what they are, and before memory is given to them.</summary>
public sealed class MessageCountTests
{
    [Fact]
    public void Of_a_list_that_is_too_long_nothing_is_looked_at()
    {
        var batch = new BatchRecordStatementsRequest();
        for (var count = 0; count <= Limits.BatchStatementsMax; count++) batch.Requests.Add(new RecordStatementRequest());

        var violation = Assert.Single(RequestValidator.Validate(batch));

        Assert.Equal(("requests", ErrorReason.TooLarge), (violation.Field, violation.Reason));
    }

    [Fact]
    public void What_is_wrong_is_looked_for_up_to_a_number()
    {
        var batch = new BatchRecordStatementsRequest();
        for (var count = 0; count < Limits.BatchStatementsMax; count++)
            batch.Requests.Add(new RecordStatementRequest
            {
                Statement = new Statement { Addressees = { Enumerable.Repeat("x", Limits.ListItemsMax) } },
            });

        Assert.InRange(RequestValidator.Validate(batch).Count, Limits.ViolationsReportedMax, Limits.ViolationsMax + Limits.ListItemsMax);
    }

    [Fact]
    public async Task A_request_of_more_messages_than_are_given_memory_is_refused_before_it_is_parsed()
    {
        await using var server = await TestServer.StartEmptyAsync();
        using var raw = new RawCall(server.Address);
        // Two bytes each: field 1, of no length.
        byte[] many = [.. Enumerable.Repeat<byte[]>([0x0a, 0x00], Limits.RequestMessagesMax + 1).SelectMany(bytes => bytes)];
        // Batches of an import hold theirs further within: field 2 of the request, and field 2 of the batch.
        byte[] items = [.. Enumerable.Repeat<byte[]>([0x12, 0x00], Limits.RequestMessagesMax + 1).SelectMany(bytes => bytes)];
        var batch = new ImportStatementsRequest { Batch = StatementBatch.Parser.ParseFrom(items.AsSpan(0, 2)) };
        Assert.Single(batch.Batch.Items);
        using var nested = new MemoryStream();
        using (var output = new CodedOutputStream(nested, leaveOpen: true))
        {
            output.WriteTag(ImportStatementsRequest.BatchFieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(items));
        }

        var unary = await RawCall.EndAsync(raw.SendAsync(
            "/diplomacy.v1.StatementService/BatchRecordStatements", new ByteArrayContent(RawCall.Framed(0, many))));
        var stream = await RawCall.EndAsync(raw.SendAsync(
            "/diplomacy.v1.StatementService/ImportStatements", new ByteArrayContent(RawCall.Framed(0, nested.ToArray()))));

        Assert.Equal((StatusCode.InvalidArgument, "TOO_LARGE"), unary);
        Assert.Equal((StatusCode.InvalidArgument, "TOO_LARGE"), stream);
    }
}
