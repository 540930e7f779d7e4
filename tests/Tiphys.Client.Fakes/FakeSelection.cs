using Tiphys.Api.Core.V1;

namespace Tiphys.Client.Fakes;

/// <summary>Selectors in text form, as far as components use them.</summary>
internal static class FakeSelection
{
    public static Func<T, bool> Of<T>(string? ns, string? labels, string? fields)
        where T : class, IKubernetesObject<T>
    {
        var labelTests = Tests(labels).ToList();
        var fieldTests = Tests(fields).ToList();
        return value => (string.IsNullOrEmpty(ns) || value.Metadata.Namespace == ns)
            && labelTests.All(test => test(key => value.Metadata.Labels.GetValueOrDefault(key)))
            && fieldTests.All(test => test(key => Field(value, key)));
    }

    private static IEnumerable<Func<Func<string, string?>, bool>> Tests(string? selector)
    {
        foreach (var part in (selector ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Contains(' ') || part.Contains('('))
            {
                throw new NotSupportedException($"the fake does not know the selector {part}");
            }

            yield return part.Split(["!=", "==", "="], 2, StringSplitOptions.None) switch
            {
                [var key, var value] when part.Contains("!=") => of => of(key) != value,
                [var key, var value] => of => of(key) == value,
                _ when part[0] == '!' => of => of(part[1..]) is null,
                _ => of => of(part) is not null,
            };
        }
    }

    private static string Field(IKubernetesObject value, string name) => (name, value) switch
    {
        ("metadata.name", _) => value.Metadata.Name,
        ("metadata.namespace", _) => value.Metadata.Namespace,
        ("spec.nodeName", Pod pod) => pod.Spec.NodeName,
        ("status.phase", Pod pod) => pod.Status.Phase,
        ("spec.schedulerName", Pod pod) => pod.Spec.SchedulerName,
        ("type", Secret secret) => secret.Type,
        _ => throw new NotSupportedException($"the fake does not know the field {name} of {value.Kind}"),
    };
}
