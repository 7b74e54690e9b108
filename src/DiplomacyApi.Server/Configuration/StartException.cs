namespace DiplomacyApi.Server.Configuration;

/// <summary>The server cannot start, or a command cannot run, and the message says how to go on. It never holds a secret.</summary>
public sealed class StartException(string message) : Exception(message);
