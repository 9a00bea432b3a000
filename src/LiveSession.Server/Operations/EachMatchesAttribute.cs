using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace LiveSession.Server.Operations;

/// <summary>Every text of a list has this form; the first that has not is named.</summary>
/// <param name="pattern">The form, as a regular expression.</param>
/// <param name="example">What one looks like, in words.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class EachMatchesAttribute(string pattern, string example) : ValidationAttribute
{
    public string Pattern { get; } = pattern;

    public string Example { get; } = example;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        (value as IEnumerable<string>)?.FirstOrDefault(text => !Regex.IsMatch(text, Pattern, RegexOptions.CultureInvariant)) is { } wrong
            ? new ValidationResult($"The field {validationContext.MemberName} holds \"{wrong}\", which is not of the form {Example}.", [validationContext.MemberName!])
            : ValidationResult.Success;
}
