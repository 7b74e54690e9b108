namespace DiplomacyApi.Benchmarks.Running;

/// <summary>A measure that cannot be taken: what is wrong, in a sentence.</summary>
internal sealed class RunException(string message) : Exception(message);
