using System.Globalization;
using Tiphys.Storage.Embedded;

namespace Tiphys.Storage.Tests.Crash;

/// <summary>The victim: writes until it is killed, and prints each write once it is acknowledged.</summary>
internal static class CrashWriter
{
    public const string Command = "crash-writer";

    /// <summary>Arguments: the directory, then for each writer the step to begin with.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await using var store = EmbeddedStore.Open(args[0]);
        await Task.WhenAll(args.Skip(1).Select((first, writer) => Task.Run(
            () => WriteAsync(store, writer, int.Parse(first, CultureInfo.InvariantCulture)))));
        return 0;
    }

    private static async Task WriteAsync(EmbeddedStore store, int writer, int step)
    {
        for (; ; step++)
        {
            var revision = await CrashScript.TakeAsync(store, writer, step);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{writer} {step} {revision ?? 0}"));
        }
    }
}
