using DiplomacyApi.Shell.Running;

return await ShellProgram.RunAsync(args);
