using System.Globalization;
using DiplomacyApi.Server.Commands;

// What is answered and logged is the same wherever the server runs.
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

return await CommandLine.RunAsync(args, TimeProvider.System, Console.Out, Console.Error);
