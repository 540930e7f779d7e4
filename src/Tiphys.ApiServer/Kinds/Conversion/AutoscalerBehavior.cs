using System.Globalization;
using System.Text;
using System.Text.Json;
using Tiphys.Api.Autoscaling.V2;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Conversion;

/// <summary>
/// The behavior of an autoscaler in the annotation that autoscaling/v1 has for it. Upstream wrote its own internal form there once, with
/// capital letters and all fields, and has to stay with it.
/// </summary>
internal static class AutoscalerBehavior
{
    public static string Write(HorizontalPodAutoscalerBehavior behavior) => $"{{\"ScaleUp\":{Write(behavior.ScaleUp)},\"ScaleDown\":{Write(behavior.ScaleDown)}}}";

    /// <summary>Reads the annotation; null when it says nothing or is broken.</summary>
    public static HorizontalPodAutoscalerBehavior? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var behavior = new HorizontalPodAutoscalerBehavior
            {
                ScaleUp = Rules(Member(document.RootElement, "ScaleUp")),
                ScaleDown = Rules(Member(document.RootElement, "ScaleDown")),
            };
            return behavior.ScaleUp is null && behavior.ScaleDown is null ? null : behavior;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string Write(HPAScalingRules? rules)
    {
        if (rules is null)
        {
            return "null";
        }

        var policies = rules.Policies.Select(each => $"{{\"Type\":{FieldErrors.Quote(each.Type)},\"Value\":{Text(each.Value)},\"PeriodSeconds\":{Text(each.PeriodSeconds)}}}");
        return new StringBuilder("{\"StabilizationWindowSeconds\":").Append(rules.StabilizationWindowSeconds is { } seconds ? Text(seconds) : "null")
            .Append(",\"SelectPolicy\":").Append(rules.SelectPolicy is { } policy ? FieldErrors.Quote(policy) : "null")
            .Append(",\"Policies\":").Append(rules.Policies.IsDefault ? "null" : $"[{string.Join(",", policies)}]")
            .Append(",\"Tolerance\":").Append(rules.Tolerance is { } tolerance ? FieldErrors.Quote(tolerance.ToString()) : "null")
            .Append('}').ToString();
    }

    private static HPAScalingRules? Rules(JsonElement? element) => element is not { } rules ? null : new HPAScalingRules
    {
        StabilizationWindowSeconds = Member(rules, "StabilizationWindowSeconds")?.GetInt32(),
        SelectPolicy = Member(rules, "SelectPolicy")?.GetString(),
        Policies = Member(rules, "Policies") is { } policies ? policies.EnumerateArray().Select(Policy).ToApiList() : default,
        Tolerance = Member(rules, "Tolerance")?.GetString() is { } tolerance ? Quantity.Parse(tolerance) : (Quantity?)null,
    };

    private static HPAScalingPolicy Policy(JsonElement policy) => new()
    {
        Type = Member(policy, "Type")?.GetString() ?? "",
        Value = Member(policy, "Value")?.GetInt32() ?? 0,
        PeriodSeconds = Member(policy, "PeriodSeconds")?.GetInt32() ?? 0,
    };

    // Whatever the case of the letters, as Go reads it.
    private static JsonElement? Member(JsonElement element, string name)
    {
        foreach (var member in element.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value.ValueKind == JsonValueKind.Null ? null : member.Value;
            }
        }

        return null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
