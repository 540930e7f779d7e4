using System.Reflection;
using Tiphys.Conformance.Tests.Operations;

namespace Tiphys.Conformance.Tests.Specs;

/// <summary>The specs, and where each is tested.</summary>
internal static class SpecLists
{
    /// <summary>All specs that need no container and no extension of the API.</summary>
    public static IReadOnlyList<string> All { get; } = Read("specs.txt");

    /// <summary>Those without a test yet.</summary>
    public static IReadOnlyList<string> Pending { get; } = Read("pending.txt");

    /// <summary>Those that a test of another project does: file and method.</summary>
    public static IReadOnlyDictionary<string, (string File, string Method)> Elsewhere { get; } =
        Read("elsewhere.txt").Select(line => line.Split('\t')).ToDictionary(parts => parts[0], parts => (parts[1], parts[2]));

    /// <summary>Spec and test, in the order of the specs.</summary>
    public static IEnumerable<(string Spec, string Test)> Tested()
    {
        var here = Here().ToLookup(each => each.Spec, each => each.Test);
        return All.Where(spec => here.Contains(spec) || Elsewhere.ContainsKey(spec)).Select(spec => (spec, here[spec].FirstOrDefault() ?? Outside(spec)));
    }

    private static IEnumerable<(string Spec, string Test)> Here() => typeof(SpecLists).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .SelectMany(method => method.GetCustomAttributes<SpecAttribute>().Select(spec => (spec.Name, $"{method.DeclaringType!.Name}.{method.Name}")))
        .Concat(ApiObjects.All.Select(each => (each.Spec, $"{nameof(OperationTests)}: {each.Plural}")));

    private static string Outside(string spec) => $"{Path.GetFileNameWithoutExtension(Elsewhere[spec].File)}.{Elsewhere[spec].Method}";

    private static List<string> Read(string name)
    {
        using var reader = new StreamReader(typeof(SpecLists).Assembly.GetManifestResourceStream(name)!);
        return [.. reader.ReadToEnd().Split('\n').Where(line => line.Length > 0)];
    }
}
