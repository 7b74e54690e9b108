using DiplomacyApi.Shell;

return await ShellProgram.RunAsync(args);
