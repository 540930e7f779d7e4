using Tiphys.Api.FlowControl.V1;
using Tiphys.ApiServer.FlowControl.Levels;
using Tiphys.ApiServer.Hosting;

namespace Tiphys.ApiServer.FlowControl;

/// <summary>Makes the configuration in force of the objects (k8s.io/apiserver, <c>util/flowcontrol/apf_controller.go</c>).</summary>
internal static class LevelPlan
{
    private const string Exempt = "exempt";
    private const string CatchAll = "catch-all";

    /// <summary>Levels that were there before go on with their requests; a level whose object is gone stays until its requests have ended.</summary>
    public static FlowConfiguration Make(
        IReadOnlyList<PriorityLevelConfiguration> levels,
        IReadOnlyList<FlowSchema> schemas,
        IReadOnlyDictionary<string, PriorityLevel> before,
        int serverLimit,
        TimeProvider clock)
    {
        var now = new Dictionary<string, PriorityLevel>(StringComparer.Ordinal);
        foreach (var configuration in WithMandatory(levels.Where(IsSound).ToList()))
        {
            var level = before.GetValueOrDefault(configuration.Metadata.Name) ?? new PriorityLevel(configuration.Metadata.Name, clock);
            level.SetConfiguration(configuration);
            level.IsQuiescing = false;
            now[level.Name] = level;
        }

        var matches = Order(schemas, now);
        foreach (var level in before.Values.Where(level => !now.ContainsKey(level.Name)).ToList())
        {
            level.IsQuiescing = true;
            if (!level.IsIdle)
            {
                now[level.Name] = level;
            }
        }

        var shareSum = now.Values.Sum(level => LevelLimits.Shares(level.Spec));
        foreach (var level in now.Values)
        {
            level.SetLimits(LevelLimits.Of(level.Spec, serverLimit, shareSum));
        }

        Lend(now.Values);
        return new(matches, now);
    }

    /// <summary>Shares out the seats by what the levels wanted of late, each within its bounds.</summary>
    public static void Lend(IEnumerable<PriorityLevel> levels)
    {
        var limited = levels.Where(level => !level.IsExempt).ToList();
        var sum = levels.Sum(level => level.Limits.Nominal);
        var remaining = sum;
        foreach (var level in levels.Where(level => level.IsExempt))
        {
            var limit = Math.Max(level.Limits.Lower, level.Demand.Most);
            level.SetCurrentLimit(limit);
            remaining -= limit;
        }

        var least = limited.Sum(level => level.Limits.Lower);
        var wanted = limited.Sum(Wanted);
        if (remaining <= wanted)
        {
            // What is exempt took so much that not even what the others used is there: they keep a part of it in common.
            var part = remaining <= least ? 0 : (double)(remaining - least) / (wanted - least);
            limited.ForEach(level => level.SetCurrentLimit(level.Limits.Lower + Round((Wanted(level) - level.Limits.Lower) * part)));
            return;
        }

        var shares = ConcurrencyAllocation.Compute(
            sum, [.. limited.Select(level => new AllocationItem(Math.Max(Wanted(level), level.Demand.Smoothed), Wanted(level), level.Limits.Upper))]);
        for (var i = 0; i < limited.Count; i++)
        {
            limited[i].SetCurrentLimit(Round(shares[i]));
        }
    }

    private static int Wanted(PriorityLevel level) => Math.Max(level.Limits.Lower, Math.Min(level.Limits.Nominal, level.Demand.Most));

    private static int Round(double seats) => (int)Math.Round(seats, MidpointRounding.AwayFromZero);

    // Validation keeps others out; what is in the store all the same is left out, as if it were not there.
    private static bool IsSound(PriorityLevelConfiguration level) =>
        (level.Spec.Type == PriorityLevelEnablement.Exempt) == (level.Metadata.Name == Exempt)
        && (level.Spec.Type == PriorityLevelEnablement.Limited) == (level.Spec.Limited is not null);

    private static IEnumerable<PriorityLevelConfiguration> WithMandatory(List<PriorityLevelConfiguration> levels) => levels.Concat(
        BootstrapObjects.Levels.Where(each => IsMandatory(each.Metadata.Name) && !levels.Exists(level => level.Metadata.Name == each.Metadata.Name)));

    private static List<FlowSchemaMatch> Order(IReadOnlyList<FlowSchema> schemas, Dictionary<string, PriorityLevel> levels)
    {
        var missing = BootstrapObjects.Schemas.Where(each => IsMandatory(each.Metadata.Name) && !schemas.Any(schema => schema.Metadata.Name == each.Metadata.Name));
        return [.. schemas.Concat(missing)
            .Where(schema => levels.ContainsKey(schema.Spec.PriorityLevelConfiguration.Name))
            .OrderBy(schema => schema.Spec.MatchingPrecedence)
            .ThenBy(schema => schema.Metadata.Name, StringComparer.Ordinal)
            .Select(schema => new FlowSchemaMatch(schema, levels[schema.Spec.PriorityLevelConfiguration.Name]))];
    }

    /// <summary>True for the objects without which nothing goes: they are there even when they are not.</summary>
    public static bool IsMandatory(string name) => name is Exempt or CatchAll;
}
