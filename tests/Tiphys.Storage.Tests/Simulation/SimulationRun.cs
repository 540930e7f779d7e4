using System.Globalization;

namespace Tiphys.Storage.Tests.Simulation;

/// <summary>Many simulations, each with a seed of its own, which is told when it fails.</summary>
internal static class SimulationRun
{
    private const int Lives = 12;

    public static async Task<Totals> RunAsync(int firstSeed, int count, Action<string> say)
    {
        var totals = new Totals(0, 0, 0, 0);
        for (var seed = firstSeed; seed < firstSeed + count; seed++)
        {
            using var simulation = new DiskSimulation(seed);
            try
            {
                await simulation.RunAsync(Lives);
            }
            catch
            {
                say(string.Create(CultureInfo.InvariantCulture, $"simulation failed: TIPHYS_SIMULATION_SEED={seed}"));
                throw;
            }

            totals = new Totals(
                totals.Lives + Lives, totals.Acknowledged + simulation.Acknowledged, totals.Faults + simulation.Faults, totals.Deaths + simulation.Deaths);
        }

        return totals;
    }

    /// <summary>What happened.</summary>
    public sealed record Totals(int Lives, int Acknowledged, int Faults, int Deaths)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{Lives} lives of a store, {Deaths} ended by the disk, {Faults} faults met, {Acknowledged} writes acknowledged");
    }
}
