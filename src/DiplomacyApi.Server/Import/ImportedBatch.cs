using DiplomacyApi.Storage.Import;
using Google.Protobuf;

namespace DiplomacyApi.Server.Import;

/// <summary>A batch of an import, of whatever kind of items.</summary>
/// <param name="Message">The batch as it was sent.</param>
/// <param name="Number">Its number in the import, from 1.</param>
/// <param name="Count">How many items it has.</param>
/// <param name="Items">Its items in the order in which they are recorded; called once the count is known to be within bounds.</param>
internal sealed record ImportedBatch(IMessage Message, long Number, int Count, Func<IReadOnlyList<ImportedItem>> Items);

/// <summary>One item of a batch.</summary>
/// <param name="Index">Its place in the batch as it was sent, from 0.</param>
/// <param name="Item">What is validated.</param>
/// <param name="Source">Where the caller has it from, such as a line of a file.</param>
/// <param name="Row">Makes what is recorded of it, once it is valid.</param>
internal sealed record ImportedItem(int Index, IMessage Item, string Source, Func<ImportRow> Row);
