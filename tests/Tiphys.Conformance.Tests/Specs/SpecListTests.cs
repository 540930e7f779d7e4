namespace Tiphys.Conformance.Tests.Specs;

/// <summary>No spec is forgotten, and README.md names the test of each.</summary>
public sealed class SpecListTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Every_spec_has_a_test_or_is_known_to_have_none() => Assert.Equal(
        SpecLists.All.Order(StringComparer.Ordinal),
        SpecLists.Tested().Select(each => each.Spec).Concat(SpecLists.Pending).Order(StringComparer.Ordinal));

    [Fact]
    public void Tests_of_other_projects_are_there() => Assert.All(SpecLists.Elsewhere.Values, test =>
        Assert.Contains($" {test.Method}(", File.ReadAllText(Path.Combine(Root, "tests", test.File)), StringComparison.Ordinal));

    [Fact]
    public void README_has_the_table()
    {
        var readme = File.ReadAllText(Path.Combine(Root, "tests", "Tiphys.Conformance.Tests", "README.md"));
        var rows = string.Concat(SpecLists.Tested().Select(each => $"| {Short(each.Spec)} | {each.Test} |\n"));
        Assert.Contains(rows, readme, StringComparison.Ordinal);
    }

    private static string Short(string spec) => spec.Replace(" [Conformance]", "", StringComparison.Ordinal);

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Tiphys.slnx")))
        {
            directory = Path.GetDirectoryName(directory.TrimEnd('/')) ?? throw new InvalidOperationException("the tests do not lie in the repository");
        }

        return directory;
    }
}
