"use strict";
// Two plugins for Swagger UI: what it does not do as a reader would wish.

// Swagger UI fills the first example into every parameter, which would combine all filters. With
// this, only what must be given is filled in; the examples of filters are there to be chosen.
const ChosenExamples = (system) => {
  const { Component, createElement } = system.React;

  class Choice extends Component {
    componentDidMount() {
      const { examples, currentKey, required } = this.props;
      if (required && !currentKey) this.choose(examples.keySeq().first());
    }

    choose(key) {
      const value = this.props.examples.getIn([key, "value"]);
      if (value === undefined) return;
      this.props.updateValue(typeof value === "object" ? value : String(value));
      this.props.onSelect(key, { isSyntheticChange: false });
    }

    render() {
      const { examples, currentKey, required } = this.props;
      const options = examples.entrySeq().map(([key, example]) =>
        createElement("option", { key, value: key }, example.get("summary")));
      const none = createElement("option", { value: "" }, "Choose …");
      const change = (event) => this.choose(event.target.value);
      const select = { className: "examples-select-element", value: currentKey || "" };
      return createElement("label", { className: "examples-select" }, "Examples: ",
        createElement("select", { ...select, onChange: change }, required ? null : none, options));
    }
  }

  const wrapped = { true: null, false: null };
  for (const required of [true, false]) {
    wrapped[required] = (props) => createElement(Choice, { ...props, required });
  }
  const parameterRow = (Row) => (props) => {
    const choice = wrapped[Boolean(props.rawParam.get("required"))];
    const getComponent = (name, ...rest) =>
      name === "ExamplesSelectValueRetainer" ? choice : props.getComponent(name, ...rest);
    return createElement(Row, { ...props, getComponent });
  };
  return { wrapComponents: { parameterRow } };
};

// Names for what has none, no link within a button, and code that the keyboard can scroll.
const ForEveryReader = (system) => {
  const { createElement } = system.React;

  const ExamplesSelect = ({ examples, currentExampleKey, onSelect }) => {
    const options = examples.entrySeq().map(([key, example]) =>
      createElement("option", { key, value: key }, example.get("summary")));
    const change = (event) => onSelect(event.target.value, { isSyntheticChange: false });
    const select = { value: currentExampleKey || "", onChange: change, "aria-label": "Example" };
    return createElement("select", select, options);
  };
  const DeepLink = ({ text }) => createElement("span", null, text);
  const HighlightCode = (Code) => (props) => {
    const focusable = { className: "code", role: "group", "aria-label": "Code", tabIndex: 0 };
    return createElement("div", focusable, createElement(Code, props));
  };
  const InfoContainer = (Info) => (props) =>
    createElement("section", { "aria-label": "About this API" }, createElement(Info, props));
  const wrapComponents = { HighlightCode, InfoContainer };
  return { components: { DeepLink, ExamplesSelect }, wrapComponents };
};
