using System.Globalization;

namespace Tiphys.Durability.Tests.Crash;

/// <summary>The server's part of <c>./test crash</c>.</summary>
internal static class CrashCommand
{
    /// <summary>Arguments: how many kills, the seed.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).ToList() is not [var kills, var seed])
        {
            throw new ArgumentException("crash KILLS SEED");
        }

        Console.WriteLine($"server: {kills} kills from seed {seed}");
        await new ServerCrashRun(seed).RunAsync(kills, Console.WriteLine);
        return 0;
    }
}
