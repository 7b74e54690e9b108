using DiplomacyApi.Server.Hosting;

return await CommandLine.RunAsync(args, TimeProvider.System, Console.Out, Console.Error);
