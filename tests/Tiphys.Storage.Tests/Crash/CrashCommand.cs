using System.Globalization;
using Tiphys.Storage.Tests.Simulation;

namespace Tiphys.Storage.Tests.Crash;

/// <summary>The store's part of <c>./test crash</c>: processes killed while they write, and lives on simulated disks.</summary>
internal static class CrashCommand
{
    public const string Command = "crash";

    private const int KillsPerReport = 50;
    private const int SimulationsPerReport = 250;

    /// <summary>Arguments: how many kills, how many simulations, the seed.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Select(arg => int.Parse(arg, CultureInfo.InvariantCulture)).ToList() is not [var kills, var simulations, var seed])
            throw new ArgumentException("crash KILLS SIMULATIONS SEED");
        Console.WriteLine($"store: {kills} kills and {simulations} simulations from seed {seed}");
        var writes = 0;
        for (var done = 0; done < kills; done += KillsPerReport)
        {
            writes += await CrashRun.RunAsync(Math.Min(KillsPerReport, kills - done), seed + done);
            Console.WriteLine($"store: {Math.Min(done + KillsPerReport, kills)} kills, {writes} writes, nothing lost");
        }

        for (var done = 0; done < simulations; done += SimulationsPerReport)
            Console.WriteLine($"disk: {await SimulationRun.RunAsync(seed + done, Math.Min(SimulationsPerReport, simulations - done), Console.WriteLine)}, nothing lost");
        return 0;
    }
}
