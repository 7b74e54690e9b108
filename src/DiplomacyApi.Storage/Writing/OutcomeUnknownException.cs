namespace DiplomacyApi.Storage.Writing;

/// <summary>A write failed in a way that leaves open what is on the disk.</summary>
internal sealed class OutcomeUnknownException(string message, Exception innerException) : Exception(message, innerException);
