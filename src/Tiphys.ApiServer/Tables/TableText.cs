using Tiphys.Api.Core.V1;
using Tiphys.Api.Meta.V1;

namespace Tiphys.ApiServer.Tables;

/// <summary>Texts that the cells of several kinds share.</summary>
internal static class TableText
{
    public const string None = "<none>";
    public const string Unset = "<unset>";
    public const string Unknown = "<unknown>";

    public static string OrNone(string? text) => string.IsNullOrEmpty(text) ? None : text;

    public static string Flag(bool? value) => value switch
    {
        true => "True",
        false => "False",
        null => Unset,
    };

    /// <summary>Labels as <c>a=b,c=d</c>.</summary>
    public static string Labels(ApiMap<string> labels) =>
        labels.IsEmpty ? None : string.Join(',', labels.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}"));

    /// <summary>A selector as <c>a=b,c in (d,e)</c>; empty when it selects everything or nothing.</summary>
    public static string Selector(LabelSelector? selector)
    {
        var terms = (selector?.MatchLabels ?? default).Select(each => (each.Key, Text: $"{each.Key}={each.Value}"))
            .Concat((selector?.MatchExpressions ?? default).Select(each => (each.Key, Text: Requirement(each))));
        return string.Join(',', terms.OrderBy(term => term.Key, StringComparer.Ordinal).Select(term => term.Text));
    }

    /// <summary>A selector the way Go prints the record.</summary>
    public static string Record(LabelSelector selector)
    {
        var labels = string.Concat(selector.MatchLabels.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}: {each.Value},"));
        var expressions = string.Concat(selector.MatchExpressions.Select(each =>
            $"LabelSelectorRequirement{{Key:{each.Key},Operator:{each.Operator},Values:[{string.Join(' ', each.Values)}],}},"));
        return $"&LabelSelector{{MatchLabels:map[string]string{{{labels}}},MatchExpressions:[]LabelSelectorRequirement{{{expressions}}},}}";
    }

    public static string ContainerNames(ApiList<Container> containers) => string.Join(',', containers.Select(container => container.Name));

    public static string ContainerImages(ApiList<Container> containers) => string.Join(',', containers.Select(container => container.Image));

    /// <summary>The first <paramref name="max"/> items, and how many there are more.</summary>
    public static string Some(IReadOnlyCollection<string> items, int max, string separator = ",")
    {
        var text = string.Join(separator, items.Take(max));
        return items.Count > max ? $"{text} + {items.Count - max} more..." : text;
    }

    /// <summary>Addresses of a load balancer, each once, sorted.</summary>
    public static string Addresses(IEnumerable<(string IP, string Hostname)> ingress)
    {
        var known = ingress.Select(each => each.IP.Length > 0 ? each.IP : each.Hostname).Where(text => text.Length > 0);
        return string.Join(',', known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private static string Requirement(LabelSelectorRequirement requirement)
    {
        var values = string.Join(',', requirement.Values.Order(StringComparer.Ordinal));
        return requirement.Operator switch
        {
            LabelSelectorOperator.In => $"{requirement.Key} in ({values})",
            LabelSelectorOperator.NotIn => $"{requirement.Key} notin ({values})",
            LabelSelectorOperator.DoesNotExist => "!" + requirement.Key,
            _ => requirement.Key,
        };
    }
}
