using System.Reflection;
using System.Runtime.Loader;

namespace DiplomacyApi.PowerShell;

/// <summary>
/// Loads the engine, and with it gRPC and Protobuf, into a context of its own: other modules may bring other versions of them.
/// </summary>
internal static class EngineLoader
{
    private const string EngineAssembly = "DiplomacyApi.PowerShell.Engine";
    private const string EngineType = "DiplomacyApi.PowerShell.Engine.Connections.GrpcEngine";

    private static readonly Lazy<Type> Engine =
        new(() => new EngineContext().LoadFromAssemblyName(new AssemblyName(EngineAssembly)).GetType(EngineType, throwOnError: true)!);

    public static IEngine Create(EngineSettings settings)
    {
        try
        {
            return (IEngine)Activator.CreateInstance(Engine.Value, settings)!;
        }
        catch (TargetInvocationException problem) when (problem.InnerException is DiplomacyApiException refused)
        {
            throw refused;
        }
    }

    private sealed class EngineContext() : AssemblyLoadContext("DiplomacyApi")
    {
        private static readonly Assembly Root = typeof(EngineLoader).Assembly;
        private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Root.Location)!, "Dependencies");

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (assemblyName.Name == Root.GetName().Name) return Root;
            var path = Path.Combine(Folder, assemblyName.Name + ".dll");
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
