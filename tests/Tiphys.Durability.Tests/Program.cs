using Tiphys.Durability.Tests.Crash;
using Tiphys.Durability.Tests.Soak;

namespace Tiphys.Durability.Tests;

/// <summary>
/// The entry point of the tests, of <c>./test crash</c> and of <c>./test soak</c>. Otherwise the same as the one that xunit would generate.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        ["crash", .. var rest] => await CrashCommand.RunAsync(rest),
        ["soak", .. var rest] => await SoakCommand.RunAsync(rest),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
    };
}
