namespace Tiphys.Conformance.Tests.Specs;

/// <summary>The test does what a conformance spec does.</summary>
/// <param name="name">The spec's whole name, as in <c>specs.txt</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class SpecAttribute(string name) : Attribute
{
    public string Name => name;
}
