using DiplomacyApi.Storage.Files;

namespace DiplomacyApi.Server.Configuration;

/// <summary>Where the credentials of a journal are: in a file beside it.</summary>
internal static class CredentialsPath
{
    private const string Suffix = ".access.json";

    public static string Beside(string data) => JournalPath.Resolve(data) + Suffix;

    /// <summary>Whether there is a file, or a link to one: a link to what is not there (yet) must not pass for no access control.</summary>
    public static bool Exists(string path) => File.Exists(path) || Directory.Exists(path) || new FileInfo(path).LinkTarget is not null;
}
