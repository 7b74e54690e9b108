namespace DiplomacyApi.Storage.Writing;

/// <summary>Takes what was erased out of what a store still holds of it, in steps between the writes.</summary>
internal interface IScrubber
{
    /// <summary>All was gone through.</summary>
    const long End = long.MaxValue;

    /// <summary>
    /// Goes on from a place through about so many bytes, and tells where it came to; the same place where it is to be tried later.
    /// </summary>
    long Run(long from, int bytes);
}
