using Tiphys.Cli;

return await TiphysCommand.RunAsync(args, new CliConsole(Console.Out, Console.Error));
