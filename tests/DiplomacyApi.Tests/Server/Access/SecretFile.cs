namespace DiplomacyApi.Tests.Server.Access;

/// <summary>Files with secrets, as operators keep them.</summary>
internal static class SecretFile
{
    /// <summary>Writes one that only its owner can read.</summary>
    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));

    public static void Write(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
