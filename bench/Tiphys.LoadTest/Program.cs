using Tiphys.LoadTest;

return await LoadTestCommand.RunAsync(args);
