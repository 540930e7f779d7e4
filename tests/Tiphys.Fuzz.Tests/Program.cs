using Tiphys.Fuzz.Tests.Engine;

namespace Tiphys.Fuzz.Tests;

/// <summary>The entry point of the tests and of <c>./test fuzz</c>. Otherwise the same as the one that xunit would generate.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args) => args switch
    {
        ["fuzz", .. var rest] => FuzzCommand.Run(rest),
        _ when args.Contains("--server") || args.Contains("--internal-msbuild-node") =>
            await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
    };
}
