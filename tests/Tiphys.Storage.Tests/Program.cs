using Tiphys.Storage.Tests.Crash;

namespace Tiphys.Storage.Tests;

/// <summary>
/// The entry point of the tests, which is also the program that the crash test starts to kill it, and the store's part of <c>./test crash</c>. Otherwise the same as the one
/// that xunit would generate.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [CrashWriter.Command, .. var writer])
            return await CrashWriter.RunAsync(writer);
        if (args is [CrashCommand.Command, .. var run])
            return await CrashCommand.RunAsync(run);
        return args.Contains("--server") || args.Contains("--internal-msbuild-node")
            ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(
                args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }
}
